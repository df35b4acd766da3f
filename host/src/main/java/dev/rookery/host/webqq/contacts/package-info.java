/**
 * Who is who: friends, groups and discussions as the servers tell them, and the ids under which the host knows them.
 *
 * <p><b>What is known.</b> {@link dev.rookery.host.webqq.contacts.Contacts} holds what one login has told;
 * {@link dev.rookery.host.webqq.contacts.Directory} asks for it: the lists at sign-in, members and strangers when they
 * are needed, all of it again now and then. Answers came empty or partial (qqbot, Mojo-Webqq): nothing is taken away
 * unless {@link dev.rookery.host.webqq.contacts.Whole#BELIEVED} whole answers in a row lack it.
 *
 * <p><b>Ids.</b> Every login deals out the uins, gids and dids anew, so that none of them can be an id. Whoever appears
 * for the first time gets one: the lasting number if it is known by then, else an invented one such as
 * {@code x7k2m09qa}. Both mean nothing to others. The chat with a friend or stranger has the id of the person. At the
 * next login they are recognised, and the {@link dev.rookery.api.chat.Certainty} of a person or chat tells how:
 *
 * <ol>
 *   <li>{@code CERTAIN}: by a lasting number. The account's own is known from the start; those of people stand in
 *       temporary chats and discussions ({@code ruin}) and in some notices; those of groups in messages of era A
 *       ({@code info_seq}); all others are asked for ({@code get_friend_uin2}), until a server refuses, as Tencent's
 *       did from April 2017 on.
 *   <li>{@code MATCHED}: by what they look like. Friends by nickname, remark and category; members by card and nickname
 *       in a group or discussion that was recognised itself; groups and discussions by name, and where several have one
 *       name, by how many members they have in common. Two who look the same are never told apart by guessing.
 *   <li>{@code THIS_LOGIN}: not at all, or for the first time.
 * </ol>
 *
 * <p>An id that was given out stays for the login. A number that is told later makes it certain, or proves that
 * somebody was mistaken for another; then they get an id of their own and the log says so. Whoever is recognised in the
 * lists can be spoken to by the old id before they speak. What is remembered lies in {@code <account>-identities.json},
 * see {@link dev.rookery.host.webqq.contacts.IdentityFile}, and is bounded:
 * {@link dev.rookery.host.webqq.contacts.Identities#MAX_PEOPLE}.
 */
@NullMarked
package dev.rookery.host.webqq.contacts;

import org.jspecify.annotations.NullMarked;
