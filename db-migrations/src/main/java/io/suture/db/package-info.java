/// The database: embedded or external PostgreSQL, migrated at start, and the Vault that encrypts what it holds.
@NullMarked
package io.suture.db;

import org.jspecify.annotations.NullMarked;
