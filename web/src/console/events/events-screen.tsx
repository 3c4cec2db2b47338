import { useLocation, useRoute } from 'wouter-preact';
import type { EventListView } from '../../../../api/registrations/event-view.ts';
import { shortMoment, useApp, useAsk } from '../app/index.ts';
import { Asked, Notice, Select, Waiting } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { Door } from './door.tsx';
import { listEvents } from './routes.ts';
import { eventMeant } from './rules-list.ts';
import { useEventTexts, useWords, WordsProvider } from './use-event-texts.ts';

/** The door of an event: who is expected, who came, and who comes without having registered. The event stands in the address. */
export function EventsScreen() {
  const { language } = useApp();
  const { shell } = useTexts();
  const { words, hasFailed } = useEventTexts(language);
  const { asked, again } = useAsk(listEvents, {});
  if (hasFailed) {
    return (
      <Notice title={shell.roomFailedTitle} act={{ name: shell.reload, onClick: () => window.location.reload() }}>
        {shell.roomFailed}
      </Notice>
    );
  }
  if (words === null) return <Waiting />;
  return (
    <WordsProvider value={words}>
      <Asked asked={asked} again={again}>
        {({ items }) => <Events events={items} />}
      </Asked>
    </WordsProvider>
  );
}

function Events({ events }: { readonly events: EventListView['items'] }) {
  const { language, me, nowMs } = useApp();
  const { work } = useTexts();
  const words = useWords();
  const [, go] = useLocation();
  const [, params] = useRoute('/su-kien/:formId');
  const chosen = events.find(({ formId }) => formId === params?.formId) ?? eventMeant(events, nowMs());
  const when = (at: string) => shortMoment(new Date(at), { now: new Date(nowMs()), timeZone: me.zone, language, tomorrow: work.tomorrow });
  return (
    <>
      <h1>{words.title}</h1>
      {chosen ? (
        <>
          <Select
            label={words.choose}
            value={chosen.formId}
            options={events.map(({ formId, title, startsAt }) => ({ value: formId, name: `${title[language]} · ${when(startsAt)}` }))}
            onChange={(formId) => go(`/su-kien/${formId}`, { replace: true })}
          />
          <Door key={chosen.formId} formId={chosen.formId} />
        </>
      ) : null}
    </>
  );
}
