export { noteReply, type ReplyNoted, type ReplyParts } from './note-reply.ts';
export { type Reply, readReplies, readReply } from './reply.ts';
export { isReplyTask } from './task-of-reply.ts';
export { repliesOf } from './view.ts';
