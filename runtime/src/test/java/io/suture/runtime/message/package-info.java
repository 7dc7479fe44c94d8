/// What every kind of lanes must hold, and what holds of the ones on PostgreSQL.
@NullMarked
package io.suture.runtime.message;

import org.jspecify.annotations.NullMarked;
