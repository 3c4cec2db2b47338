import { chooseNoticesRoute } from '../../api/me/choose-notices.ts';
import type { NoticesView } from '../../api/me/notices-view.ts';
import { proveTelegramRoute } from '../../api/me/prove-telegram.ts';
import type { Principal } from '../../shared/access/index.ts';
import { found, on, once, type ServedRoute, versionOf } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import type { ChangeParts } from './app.ts';

/** Loaded with the first choice: whoever changes a lead must not pay for it. */
const choices = () => import('../../shared/notices/choose-notices.ts');

const answerOf = (view: NoticesView) => found(view, { etag: `"${view.version}"` });
type Keep = (answer: ReturnType<typeof answerOf>) => readonly WriteItem[];

/** The routes by which people say where and when they hear of leads. */
export function noticeRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  return [
    on(chooseNoticesRoute, (request) => {
      const { principal, headers, body } = request;
      const change = async (keep: Keep) => {
        const { chooseNotices } = await choices();
        const whose = whoseChoice(principal);
        const { channels, quiet = null, telegramChatId = null } = body;
        const seenVersion = versionOf(headers['If-Match']);
        const view = await chooseNotices(
          { whose, channels, quiet, telegramChatId, seenVersion, along: (chosen) => keep(answerOf(chosen)) },
          parts,
        );
        log.info('notices chosen', { userId: principal.userId, channels });
        return answerOf(view);
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(proveTelegramRoute, (request) => {
      const { principal, body } = request;
      const change = async (keep: Keep) => {
        const { proveTelegram } = await choices();
        const view = await proveTelegram(
          { whose: whoseChoice(principal), code: body.code, along: (proven) => keep(answerOf(proven)) },
          parts,
        );
        log.info('a chat of telegram is proven', { userId: principal.userId });
        return answerOf(view);
      };
      return once(request, { change }, { ...parts, log });
    }),
  ];
}

const whoseChoice = (principal: Principal) => (principal.role === 'rep' ? { repId: principal.repId } : { userId: principal.userId });
