/// Channels as people work on them: drafts with every step kept, versions frozen and hashed, and the preview.
@NullMarked
package io.suture.studio.channel;

import org.jspecify.annotations.NullMarked;
