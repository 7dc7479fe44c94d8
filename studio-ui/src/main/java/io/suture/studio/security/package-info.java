/// Who may do what: people, roles and rights, signing in, invitations, and tokens for the API.
@NullMarked
package io.suture.studio.security;

import org.jspecify.annotations.NullMarked;
