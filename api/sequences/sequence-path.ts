import { z } from 'zod';
import { LeadIdInPath, SequenceIdInPath } from '../ids.ts';

export const SequencePath = z.object({ sequenceId: SequenceIdInPath });
export const EnrolmentPath = z.object({ leadId: LeadIdInPath, sequenceId: SequenceIdInPath });

/** Stands for a sequence in examples. */
export const exampleSequenceId = 'chao-nguoi-moi';
