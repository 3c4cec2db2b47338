import { automaticMails } from './corpus-automatic.ts';
import { hostileMails } from './corpus-hostile.ts';
import { personalMails } from './corpus-personal.ts';

/** A mail of the corpus, and what it has to be taken for. */
export interface CorpusMail {
  readonly name: string;
  readonly raw: Buffer;
  /** To which address it goes. @default signed */
  readonly to?: 'signed' | 'upper' | 'forged' | 'expired' | 'unsigned' | 'otherDomain' | 'otherKey';
  /** @default - the address of the lead */
  readonly sender?: string;
  /** What SES finds in it. @default - nothing */
  readonly failed?: 'spam' | 'virus' | 'dmarc';
  readonly expected: {
    readonly kind: string;
    readonly reason?: string;
    readonly text?: string | null;
    readonly isProven?: boolean;
    readonly files?: readonly string[];
    readonly returnsOn?: string | null;
  };
}

export const corpus: readonly CorpusMail[] = [...personalMails, ...automaticMails, ...hostileMails];
