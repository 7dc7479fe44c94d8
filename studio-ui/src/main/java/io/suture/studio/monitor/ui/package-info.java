/// The live list of Messages and the page of one.
@NullMarked
package io.suture.studio.monitor.ui;

import org.jspecify.annotations.NullMarked;
