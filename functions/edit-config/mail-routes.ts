import { readMailStateRoute } from '../../api/mail/read-mail-state.ts';
import { resumeMailRoute } from '../../api/mail/resume-mail.ts';
import { type Answer, done, found, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import type { EditParts } from './app.ts';

/** Loaded with the first question about mails: whoever reads the configuration must not pay for it. */
const mailState = () => import('../../shared/mail-limits/mail-state.ts');

/** The routes by which people see that mails are paused, and have them go on. */
export const mailRoutes = (parts: EditParts, log: Log): ServedRoute[] => [
  on(readMailStateRoute, async () => {
    const { readMailState } = await mailState();
    return found(await readMailState(parts));
  }),
  on(resumeMailRoute, async (request) => {
    const { principal, body } = request;
    const { userId } = principal;
    const change = async (keep: (answer: Answer<undefined>) => readonly WriteItem[]) => {
      const { endPauses } = await mailState();
      const isEnded = await endPauses(parts.table, { by: userId, reason: body.reason }, parts.clock(), keep(done()));
      log.info('mails to people go on', { userId, isEnded });
      return done();
    };
    return once(request, { change }, { ...parts, log });
  }),
];
