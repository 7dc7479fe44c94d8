/// Drools, hidden: RuleSets become DRL that only this package writes, and a Router that decides on Messages.
@NullMarked
package io.suture.engine.rule.drools;

import org.jspecify.annotations.NullMarked;
