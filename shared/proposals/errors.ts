import { PheuError } from '../platform/errors.ts';
import type { DecidedProposal } from './record.ts';

const words = {
  accepted: 'was accepted',
  dropped: 'was dropped',
  displaced: 'gave way to newer ones',
} as const satisfies Record<DecidedProposal['became'], string>;

/** Nobody decides twice about one proposal. */
export class ProposalDecidedError extends PheuError {
  readonly code = 'already_decided';
  readonly status = 409;
  readonly retryable = false;
  readonly decided: DecidedProposal;
  constructor(decided: DecidedProposal) {
    super(`This proposal ${words[decided.became]} at ${decided.at}.`);
    this.decided = decided;
  }
}

/** An address is one person's: it cannot become another one's while a lead holds it. */
export class AddressHeldError extends PheuError {
  readonly code = 'address_held';
  readonly status = 409;
  readonly retryable = false;
}
