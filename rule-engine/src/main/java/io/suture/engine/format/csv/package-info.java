/// Delimited files: rows of cells between separators, by columns that people defined. FastCSV parts and quotes cells.
@NullMarked
package io.suture.engine.format.csv;

import org.jspecify.annotations.NullMarked;
