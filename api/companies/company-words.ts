import { z } from 'zod';
import { chosenId } from '../ids.ts';

/** What people say of a company. */
export const companyName = z.string().trim().min(1).max(200);
export const taxCode = z
  .string()
  .max(40)
  .meta({ description: 'Ten digits, those of a branch behind them are left out; or the twelve of a household business' });
export const domains = z
  .array(z.string().max(254))
  .max(20)
  .meta({ description: 'Of the mailboxes of its people, each as it was registered: free mail, providers and public bodies are refused' });
export const ownerRepId = z.string().regex(chosenId);
