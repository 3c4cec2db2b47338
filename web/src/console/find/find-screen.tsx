import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { FoundLeadsView } from '../../../../api/search/found-leads-view.ts';
import { SignedOutError } from '../api/index.ts';
import { isComposing, openedBy, storeOfDevice, useApp } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './find-screen.module.css';
import { grouped, highlight, highlightDigits, type Piece } from './highlight.ts';
import { searchLeads } from './routes.ts';

/** How long nobody types before it is asked. */
const pauseMs = 150;
const rows = 8;

type Found = FoundLeadsView['items'][number];
type Answer = { readonly to: string; readonly view: FoundLeadsView } | { readonly to: string; readonly failed: true } | null;

/** Whoever calls, by what a rep sees of them on their phone: the last digits, or a name without its accents. */
export function FindScreen() {
  const { ask, me, language } = useApp();
  const { find: words, lead: ofLead } = useTexts();
  const [, go] = useLocation();
  const [typed, setTyped] = useState('');
  const [answer, setAnswer] = useState<Answer>(null);
  const [chosen, setChosen] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  /** What Enter was pressed for before there was an answer. */
  const wanted = useRef<string | null>(null);
  const opened = useMemo(() => openedBy(storeOfDevice(), me.userId), [me.userId]);
  const q = typed.trim();
  // Before anything is seen: whoever types at once loses no letter.
  useLayoutEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (q === '' && opened.length === 0) return setAnswer(null);
    const asking = new AbortController();
    const look = async () => {
      try {
        const query = q === '' ? { ids: opened.join(',') } : { q: q.slice(0, 100), limit: rows };
        const { body } = await ask(searchLeads, { query }, { signal: asking.signal });
        if (asking.signal.aborted) return;
        setAnswer({ to: q, view: body });
        setChosen(0);
        const [one, another] = body.items;
        // Of several somebody has to choose.
        if (wanted.current === q && one && !another) go(`/khach/${one.leadId}`);
        wanted.current = null;
      } catch (error) {
        if (!asking.signal.aborted && !(error instanceof SignedOutError)) setAnswer({ to: q, failed: true });
      }
    };
    const timer = setTimeout(look, q === '' ? 0 : pauseMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [ask, q, opened, go]);

  // What was found for a moment ago stays until the next answer is there.
  const view = answer && 'view' in answer ? answer.view : null;
  const found = view?.items ?? [];
  const isOld = answer !== null && answer.to !== q;
  const open = ({ leadId }: Found) => go(`/khach/${leadId}`);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const one = found[chosen];
    if (step !== undefined) {
      event.preventDefault();
      setChosen(Math.min(Math.max(chosen + step, 0), Math.max(found.length - 1, 0)));
    } else if (event.key === 'Enter') {
      if (one !== undefined && !isOld) open(one);
      else wanted.current = q;
    } else if (event.key === 'Escape') setTyped('');
  };
  const told =
    answer !== null && 'failed' in answer
      ? words.failed
      : q === '' || view === null || isOld
        ? ''
        : found.length === 0
          ? view.more
            ? words.more
            : words.none
          : words.results(found.length);
  return (
    <>
      <h1>{words.title}</h1>
      <label class={styles.label} for="find-input">
        {words.label}
      </label>
      <input
        id="find-input"
        ref={input}
        class={styles.input}
        type="search"
        value={typed}
        autoComplete="off"
        autoCapitalize="off"
        spellcheck={false}
        maxLength={100}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="find-list"
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? `find-${chosen}` : undefined}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {q === '' && found.length === 0 ? <p class={styles.hint}>{words.hint}</p> : null}
      {q === '' && found.length > 0 ? <h2 class={styles.heading}>{words.recent}</h2> : null}
      <div role="status" class={styles.told}>
        {told}
      </div>
      <div id="find-list" role="listbox" aria-label={words.title} class={styles.list} aria-busy={isOld}>
        {found.map((one, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: keys go to the field
          <div
            key={one.leadId}
            id={`find-${place}`}
            role="option"
            aria-selected={place === chosen}
            class={styles.row}
            onClick={() => open(one)}
          >
            <span class={styles.name}>
              <Marked pieces={view?.by === 'name' ? highlight(namesOf(one, ofLead.unnamed), q) : plain(namesOf(one, ofLead.unnamed))} />
            </span>
            <span class={styles.temperature} data-temperature={one.temperature}>
              {ofLead.temperatures[one.temperature]}
            </span>
            <span class={styles.facts}>
              {one.phone ? (
                <Marked pieces={view?.by === 'number' ? highlightDigits(grouped(one.phone.raw), q) : plain(grouped(one.phone.raw))} />
              ) : (
                (one.email ?? ofLead.noPhone)
              )}
              {[one.provinceName, ofLead.stages[one.stage], one.owner?.repId === me.repId ? null : one.owner?.name]
                .filter((part) => part !== null && part !== undefined)
                .map((part) => ` · ${part}`)
                .join('')}
            </span>
          </div>
        ))}
      </div>
      {view?.more && found.length > 0 && q !== '' ? <p class={styles.hint}>{words.more}</p> : null}
      {q !== '' && !isOld && view !== null && 'lead.enter' in me.rights ? (
        <a class={styles.add} href="#/them" lang={language}>
          {words.add}
        </a>
      ) : null}
      <p class={styles.keys}>{words.keys}</p>
    </>
  );
}

/** Whoever was two records is called by both names: the one that was typed may be the other one. */
const namesOf = ({ fullName, otherNames }: FoundLeadsView['items'][number], unnamed: string): string =>
  [fullName ?? unnamed, ...otherNames].join(' · ');

const plain = (text: string): Piece[] => [{ text, isFound: false }];

function Marked({ pieces }: { readonly pieces: readonly Piece[] }) {
  return <>{pieces.map(({ text, isFound }, place) => (isFound ? <mark key={place}>{text}</mark> : text))}</>;
}
