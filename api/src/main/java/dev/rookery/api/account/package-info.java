/** What an account can do besides hearing and speaking: who it knows, and what it may change. */
@NullMarked
package dev.rookery.api.account;

import org.jspecify.annotations.NullMarked;
