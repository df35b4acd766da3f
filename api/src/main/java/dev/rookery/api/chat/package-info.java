/** Where people talk and who they are: chats and persons with ids that stay the same while an account exists. */
@NullMarked
package dev.rookery.api.chat;

import org.jspecify.annotations.NullMarked;
