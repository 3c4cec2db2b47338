import { z } from 'zod';
import { LateActIdInPath, LeadIdInPath } from '../ids.ts';

export const LateActPath = z.object({ leadId: LeadIdInPath, lateActId: LateActIdInPath });
export const exampleLateActId = 'A01K9ZQ3V7N3S3B0JH7E5A8R2XW';
