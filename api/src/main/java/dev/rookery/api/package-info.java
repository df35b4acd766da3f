/**
 * What the API's packages share, and how the API grows.
 *
 * <p>It has a version of its own ({@link dev.rookery.api.plugin.ApiVersion ApiVersion}), by semantic versioning from
 * the first release on, major version 0 included: what a plugin was compiled against goes on working, and compiling,
 * with every later version of the same major number. The build compares each version with the last release.
 *
 * <ul>
 *   <li>What only the host implements is marked {@link dev.rookery.api.ProvidedByHost} and may grow methods. What
 *       plugins implement has one method, and grows methods with a body only.
 *   <li>Sealed types and enums may grow cases: a {@code switch} over them keeps a default branch.
 *   <li>A type, method or constant that comes with a later version says so by {@code @since} and that version; what has
 *       none has been there from the first release on.
 *   <li>What is to go is {@code @Deprecated(since, forRemoval)} and says what to use; it goes with the next major
 *       version, not before.
 *   <li>Signatures name the JDK, SLF4J, JSpecify and these packages only; of PF4J its marker of extension points.
 * </ul>
 */
@NullMarked
package dev.rookery.api;

import org.jspecify.annotations.NullMarked;
