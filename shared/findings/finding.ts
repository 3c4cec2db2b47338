import type { FindingView } from '../../api/leads/finding-view.ts';
import type { Both } from '../leads/event-sentence.ts';

/**
 * Something about a record that a person should know before they rely on it. It keeps nothing from being done. `wrong`: it cannot be used as
 * it stands. `doubtful`: somebody should ask. `missing`: a rep needs it and nobody has said it.
 */
export interface Finding extends Pick<FindingView, 'code' | 'field' | 'weight'> {
  /** Why, where a code has several reasons: of a number what is wrong with it, of a domain what its name servers say. */
  readonly reason?: string;
  /** The domain that was probably meant. It tells a part of the address. */
  readonly meant?: string;
  /** What people call the field of the company's own. */
  readonly label?: Both;
  /** The address or number that it is found of, where that is not the first of the record. */
  readonly of?: string;
}
