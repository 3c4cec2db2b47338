import { z } from 'zod';
import { addMs, isoTime, minutesMs } from '../platform/clock.ts';
import { ErasureId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor, type WorkRequest } from '../work/index.ts';
import { FilesPlace, PostsPlace } from './erasure.ts';

/** What the next slice of an erasure is asked for by, apart from the work itself. `looks`: once more at what it erased; `posts`, `files`: where that look goes on. */
export const eraseRequest = {
  kind: 'erasePerson' as const,
  schema: z.object({
    erasureId: ErasureId,
    looks: z.boolean().default(false),
    posts: PostsPlace.exactOptional(),
    files: FilesPlace.exactOptional(),
  }),
};

/** Returns the message that asks for the slice at which an erasure stands. It may be sent any number of times. */
export function askForSlice(
  erasureId: ErasureId,
  {
    looks = false,
    delaySeconds = 0,
    ...place
  }: { readonly looks?: boolean; readonly delaySeconds?: number; readonly posts?: PostsPlace; readonly files?: FilesPlace } = {},
): WorkRequest {
  return askFor(eraseRequest, { erasureId, looks, ...place }, delaySeconds > 0 ? { delaySeconds } : {});
}

/** Returns the write of a timer that asks a minute later, in case that the message behind it is never sent. */
export function askForSliceLater(erasureId: ErasureId, phase: string, at: Date): PutWrite {
  return timerOf(erasureId, phase, addMs(at, minutesMs), false);
}

/** Returns the write of a timer that has an erasure look once more for what came in since. */
export function putLateLook(erasureId: ErasureId, at: Date): PutWrite {
  return timerOf(erasureId, `look ${isoTime(at)}`, at, true);
}

function timerOf(erasureId: ErasureId, purpose: string, at: Date, looks: boolean): PutWrite {
  const { body, groupId } = askForSlice(erasureId, { looks });
  return putTimer({ timerId: timerIdFor('erasure', erasureId, purpose), dueAt: isoTime(at), queue: 'work', groupId, message: body });
}
