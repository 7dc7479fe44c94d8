/// Tests of the templates that ship and of the command line.
@NullMarked
package io.suture.template;

import org.jspecify.annotations.NullMarked;
