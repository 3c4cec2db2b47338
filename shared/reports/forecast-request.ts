import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import type { PutWrite } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';

/** What the forecast of a night is asked for by, apart from the work itself. */
export const forecastRequest = {
  kind: 'takeForecast' as const,
  schema: z.object({ midnight: z.iso.datetime() }),
};

/** Returns the timer of a midnight. Set twice, it is one timer. */
export function putForecastNight(midnight: Date): PutWrite {
  const at = isoTime(midnight);
  const asked = askFor(forecastRequest, { midnight: at });
  return putTimer({ timerId: timerIdFor(forecastRequest.kind), dueAt: at, queue: 'work', groupId: asked.groupId, message: asked.body });
}
