import type { CompanyConfig } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Locale } from '../leads/index.ts';
import type { DecideParts } from './carry-out.ts';
import type { TopicConfig } from './topic-config.ts';

export interface PreferenceParts extends DecideParts {
  readonly config: ConfigReader;
  /** Every key that is still believed. */
  readonly signedLinkKeys: readonly string[];
}

/** The company and the language of a page. */
export interface Shown {
  readonly company: Pick<CompanyConfig, 'name' | 'phone' | 'timeZone'>;
  readonly locale: Locale;
}

/** A topic, and whether its mails come. */
export interface TopicChoice extends Pick<TopicConfig, 'id' | 'names' | 'descriptions'> {
  readonly isConfirmed: boolean;
}

/** What the page behind a link has to say of the mails to an address. Nothing of the person stands in it. */
export type PreferencePage =
  | { readonly kind: 'unknown'; readonly company: Shown['company'] }
  | (Shown & { readonly kind: 'expired' | 'over' })
  /** Asks what is to stop; `topic`: what the mail was about, while its mails come. */
  | (Shown & { readonly kind: 'leave'; readonly topic: TopicConfig | null; readonly preferencesPath: string })
  /** Nothing comes any more: of the topic; null: at all. */
  | (Shown & { readonly kind: 'left'; readonly topic: TopicConfig | null; readonly preferencesPath: string })
  | (Shown & {
      readonly kind: 'choose';
      readonly topics: readonly TopicChoice[];
      /** All advertising was refused: there is nothing to rest from, or to stop. */
      readonly isStopped: boolean;
      readonly pausedUntil: string | null;
      readonly isSaved: boolean;
    })
  | (Shown & { readonly kind: 'subscribe'; readonly topics: readonly TopicConfig[] })
  | (Shown & { readonly kind: 'subscribed' });

/** Fields of a posted form. */
export type PostedForm = Pick<URLSearchParams, 'get' | 'getAll'>;
