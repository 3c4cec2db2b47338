import { z } from 'zod';
import { LeadIdInPath } from '../ids.ts';

export const LeadPath = z.object({ leadId: LeadIdInPath });

/** Stands for a lead in examples. */
export const exampleLeadId = 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM';
