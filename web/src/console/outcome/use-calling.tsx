import type { ComponentChild } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ProblemError } from '../api/index.ts';
import { callOf, problemText, useApp, useSay } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import { type BegunCall, type Callee, isShown, packCall, telOf, unpackCall } from './calling.ts';
import { OutcomeSheet } from './outcome-sheet.tsx';
import { acceptLead, revealNumber } from './routes.ts';

/** Hands a number to the phone, as a tap on a link of it does. */
function dial(phone: string): void {
  const link = document.createElement('a');
  link.href = telOf(phone);
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}

function keep(userId: string, call: BegunCall | null): void {
  try {
    if (call === null) sessionStorage.removeItem(callOf(userId));
    else sessionStorage.setItem(callOf(userId), packCall(call));
  } catch {
    // A browser that keeps nothing forgets the call with the page.
  }
}

function kept(userId: string, nowMs: number): BegunCall | null {
  try {
    return unpackCall(sessionStorage.getItem(callOf(userId)), nowMs);
  } catch {
    return null;
  }
}

export interface Calling {
  /** Begins a call: accepts what is offered and asks for a masked number first, then hands the number to the phone. */
  readonly call: (callee: Callee) => Promise<void>;
  /** Notes that a link of `tel:` was followed. */
  readonly begin: (callee: Callee) => void;
  /** Asks how a call ended that was made elsewhere. */
  readonly log: (callee: Callee) => void;
  /** The lead to which a call is being prepared, or whose outcome is to be noted. */
  readonly busyWith: string | null;
  readonly begun: BegunCall | null;
  /** What stands over the page. */
  readonly sheet: ComponentChild;
}

interface CallingOptions {
  /** Hears that a call was noted, or that it was taken back. */
  readonly onLogged: (leadId: string, isUndone: boolean) => void;
  /** Goes on with the next one. */
  readonly onNext: (leadId: string) => void;
  /** Hears that something changed without a call: it was accepted, or somebody else has it. */
  readonly onChanged: () => void;
}

/**
 * Lets people call and say how it ended. The sheet for it opens by itself when the page comes back to the front after a call, also where the phone
 * threw the page away meanwhile.
 */
export function useCalling({ onLogged, onNext, onChanged }: CallingOptions): Calling {
  const { ask, language, me, nowMs } = useApp();
  const { userId } = me;
  const texts = useTexts();
  const { outcome: words } = texts;
  const say = useSay();
  const [begun, setBegun] = useState<BegunCall | null>(() => kept(userId, nowMs()));
  const [open, setOpen] = useState<BegunCall | null>(begun);
  const [busyWith, setBusyWith] = useState<string | null>(null);
  const wasAway = useRef(false);

  /** What listeners see, before the page was drawn anew. */
  const current = useRef(begun);
  const become = useCallback(
    (call: BegunCall | null) => {
      keep(userId, call);
      current.current = call;
      wasAway.current = false;
      setBegun(call);
    },
    [userId],
  );
  const begin = useCallback((callee: Callee) => become({ callee, atMs: nowMs() }), [become, nowMs]);
  const close = useCallback(() => {
    become(null);
    setOpen(null);
  }, [become]);

  useEffect(() => {
    // A phone hides the page during a call; a computer's dialler only takes the focus.
    const leave = () => {
      wasAway.current = true;
    };
    const comeBack = () => {
      if (wasAway.current && current.current !== null) setOpen(current.current);
    };
    const look = () => (document.visibilityState === 'hidden' ? leave() : comeBack());
    document.addEventListener('visibilitychange', look);
    window.addEventListener('blur', leave);
    window.addEventListener('focus', comeBack);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('blur', leave);
      window.removeEventListener('focus', comeBack);
    };
  }, []);

  const call = async (callee: Callee): Promise<void> => {
    if (busyWith !== null) return;
    if (isShown(callee)) {
      begin(callee);
      dial(callee.phone ?? '');
      return;
    }
    setBusyWith(callee.leadId);
    try {
      const params = { leadId: callee.leadId };
      if (callee.isOffered) {
        const subject = callee.subject === 'lead' ? {} : { subject: callee.subject };
        // The same try again is the same act: whoever has accepted already is answered the same.
        await ask(acceptLead, { params, headers: { 'Idempotency-Key': crypto.randomUUID() }, body: subject });
        onChanged();
      }
      const { phone, extraPhones } = (await ask(revealNumber, { params })).body;
      const number = [phone, ...extraPhones].find((one) => one?.valid) ?? phone;
      if (number === null || number === undefined) {
        say({ text: words.noNumber });
        return;
      }
      begin({ ...callee, isOffered: false });
      dial(number.e164 ?? number.raw);
    } catch (error) {
      const status = error instanceof ProblemError ? error.problem.status : null;
      // Of a call these two say more than in general.
      say({ text: status === null ? words.noNetwork : status === 404 ? words.notTheirs : problemText(error, texts, language) });
      onChanged();
    } finally {
      setBusyWith(null);
    }
  };
  const log = useCallback(
    (callee: Callee) => {
      const made = { callee, atMs: nowMs() };
      become(made);
      setOpen(made);
    },
    [become, nowMs],
  );
  const sheet =
    open === null ? null : (
      <OutcomeSheet
        key={`${open.callee.leadId} ${open.atMs}`}
        call={open}
        onClose={close}
        onLogged={onLogged}
        onSaved={(leadId, goesOn) => {
          close();
          if (goesOn) onNext(leadId);
        }}
      />
    );
  return { call, begin, log, busyWith, begun, sheet };
}
