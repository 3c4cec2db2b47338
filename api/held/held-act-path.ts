import { z } from 'zod';
import { HeldActIdInPath, LeadIdInPath } from '../ids.ts';

export const HeldActPath = z.object({ leadId: LeadIdInPath, heldActId: HeldActIdInPath });
export const exampleHeldActId = 'H01K9ZQ3V7N3S3B0JH7E5A8R2XW';
