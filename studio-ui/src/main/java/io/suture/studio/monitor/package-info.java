/// Messages and Deliveries as people may see and act on them: rights are checked, views of payloads and acts audited.
@NullMarked
package io.suture.studio.monitor;

import org.jspecify.annotations.NullMarked;
