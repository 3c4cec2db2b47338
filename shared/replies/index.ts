export { noteReply, type ReplyNoted, type ReplyParts } from './note-reply.ts';
export { repliesOf } from './view.ts';
