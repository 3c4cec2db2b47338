import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { openQueue } from '../../shared/platform/queues.ts';
import { wakeNext } from '../../shared/platform/wake.ts';

const environment = readEnvironment({ ASSIGN_QUEUE_URL: text, NOTICE_QUEUE_URL: text });

export const assign = openQueue(environment.ASSIGN_QUEUE_URL);
export const notice = openQueue(environment.NOTICE_QUEUE_URL);

/**
 * Where this function starts, nobody posted for a while, and those that come next would start one after the other behind it: they start now.
 * Waited for, because what is not sent yet stands still while the rest of the bundle is set up.
 */
await wakeNext({ ordered: [assign], plain: [notice] });
