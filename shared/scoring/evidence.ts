import type { EngagementAction } from '../engagement/record.ts';
import type { SubmissionRef, VisitorId } from '../platform/ids.ts';
import type { SignalType } from '../tracking/signal-types.ts';

/** One thing a lead did that rules may count. `at`: epoch seconds. */
export type Evidence =
  | {
      readonly kind: 'signal';
      readonly at: number;
      readonly signal: SignalType;
      readonly about: string;
      readonly visitorId: VisitorId;
    }
  | (Readonly<SubmissionRef> & {
      readonly kind: 'submission';
      readonly at: number;
      /** As posted; read from the post, never stored again. */
      readonly fields: Readonly<Record<string, string>>;
    })
  | { readonly kind: 'mail'; readonly at: number; readonly action: EngagementAction; readonly mailId: string };

/** What is known of a person that fit rules look at; a field that is missing is not known. */
export type Attributes = Readonly<Record<string, string | null | undefined>>;
