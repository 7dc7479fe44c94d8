/// What an analyst sees of a Mapping: the canvas with its two trees and lines, and the views around it.
@NullMarked
package io.suture.studio.mapping.ui;

import org.jspecify.annotations.NullMarked;
