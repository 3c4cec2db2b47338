import { ServiceError } from '../service-error.ts';
import { type SuppressedAddress, suppressionReasons } from './suppression.ts';
import type { Watching } from './watching.ts';

type SuppressedReason = SuppressedAddress['reason'];

/** What a configuration set says of the mails that name it. */
export interface ConfigurationSet {
  /** @default true */
  readonly isSendingEnabled?: boolean;
  /** What puts an address on the list, and keeps mails from one that is there. @default - as the account has it */
  readonly suppressedReasons?: readonly SuppressedReason[] | undefined;
}

export interface ConfigurationSets {
  add(name: string, set: ConfigurationSet): void;
  /** Has SES tell of opens or clicks of the mails with this set: an event destination asks for them. */
  watch(name: string, watching: Watching): void;
  watchingOf(name: string | undefined): Watching;
  /** @throws ServiceError, as SES does, when there is no such set, or it is stopped. */
  check(name: string | undefined): void;
  /** The reasons for which a mail with this set is not delivered. */
  suppressedReasonsOf(name: string | undefined): readonly SuppressedReason[];
}

/** Keeps the configuration sets of an account; with `known` undefined any name is taken. */
export function createConfigurationSets(known: readonly string[] | undefined): ConfigurationSets {
  const sets = new Map<string, ConfigurationSet>(known?.map((name) => [name, {}]));
  const watched = new Map<string, Watching>();
  const demandsKnown = known !== undefined;
  const named = (name: string | undefined): ConfigurationSet | undefined => (name === undefined ? undefined : sets.get(name));
  return {
    add(name, set) {
      sets.set(name, set);
    },
    watch(name, { opens, clicks }) {
      const before = watched.get(name);
      watched.set(name, { opens: opens || before?.opens === true, clicks: clicks || before?.clicks === true });
    },
    watchingOf: (name) => watched.get(name ?? '') ?? { opens: false, clicks: false },
    check(name) {
      if (name === undefined) return;
      if (demandsKnown && !sets.has(name))
        throw new ServiceError('NotFoundException', `Configuration set <${name}> does not exist.`, { status: 404 });
      if (named(name)?.isSendingEnabled === false)
        throw new ServiceError('SendingPausedException', `Email sending is paused for the configuration set <${name}>.`);
    },
    suppressedReasonsOf: (name) => named(name)?.suppressedReasons ?? suppressionReasons,
  };
}
