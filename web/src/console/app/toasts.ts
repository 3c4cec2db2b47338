import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** What was done, in a few words, and how to take it back. */
export interface Toast {
  readonly text: string;
  /** @default - there is nothing to take back */
  readonly undo?: (() => void) | undefined;
}

/** Says that something was done, for ten seconds, in which it may be taken back. The next one takes its place. */
export type Say = (toast: Toast) => void;

export const SayContext = createContext<Say>(() => {});

export const useSay = (): Say => useContext(SayContext);
