import type { TextListView } from '../../api/texts/text-view.ts';
import type { Principal } from '../access/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { readTasks } from '../tasks/index.ts';
import { isAsked, isOffered } from './offered.ts';
import { type ReceiverParts, readReceiver } from './receiver.ts';
import { whyNoText } from './refusals.ts';
import { composeText } from './rules-compose.ts';
import { gateText } from './rules-gate.ts';
import { smsLength } from './rules-length.ts';
import { scriptKind } from './script-config.ts';
import { readSentTexts } from './sent-text.ts';
import { readTextValues } from './values.ts';
import { textView } from './view.ts';

const shownTexts = 20;

/** Shows the scripts for a lead as they would read, and whether each may go now, with the texts that went. @param locale in which language. @default - the lead's */
export async function showTexts(
  lead: Lead,
  principal: Principal,
  locale: Locale | undefined,
  parts: ReceiverParts & { readonly clock: Clock },
): Promise<TextListView> {
  const { table, config, clock } = parts;
  const now = clock();
  const [scripts, receiver, tasks, sent] = await Promise.all([
    config.current(scriptKind),
    readReceiver(lead, principal, parts),
    readTasks(table, lead),
    readSentTexts(table, lead, { limit: shownTexts }),
  ]);
  const { company, timeZone } = receiver;
  const language = locale ?? lead.locale ?? company.defaultLocale;
  const values = await readTextValues({ lead, tasks, company, timeZone, locale: language, now }, principal, config);
  return {
    locale: language,
    scripts: [...scripts.documents.values()]
      .filter((script) => isOffered(script, lead, tasks))
      .map((script) => {
        const { id, names, channel, purpose } = script;
        const { text, missing } = composeText(script, language, values);
        const gate = gateText(script, receiver, now);
        return {
          script: id,
          names,
          channel,
          purpose,
          text,
          missing: [...missing],
          length: text === null ? null : smsLength(text),
          isAsked: isAsked(id, tasks),
          gate: {
            answer: gate.answer,
            reason: gate.answer === 'allowed' ? null : gate.reason,
            from: gate.answer === 'later' ? gate.from.toISOString() : null,
            text: whyNoText(gate, timeZone),
          },
        };
      }),
    sent: sent.map((one) => textView(one, principal, now)),
  };
}
