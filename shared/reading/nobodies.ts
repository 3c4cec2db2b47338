import { LeadId } from '../platform/ids.ts';

/** Returns ids that no lead has, for reads that are made whoever is found: an id of a lead is made of letters and digits. */
export const nobodies = (count: number): LeadId[] =>
  Array.from({ length: Math.max(0, count) }, (_, index) => LeadId.parse(`nobody-${index}`));

/** An id that no lead has. */
export const nobody = LeadId.parse('nobody-0');
