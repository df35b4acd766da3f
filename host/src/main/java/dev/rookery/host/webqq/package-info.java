/** The WebQQ protocol: sign-in, poll, send, contacts. The only place that knows a URL of QQ or a field of its JSON. */
@NullMarked
package dev.rookery.host.webqq;

import org.jspecify.annotations.NullMarked;
