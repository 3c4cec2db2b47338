import { z } from 'zod';

/** Why a post is held in quarantine. */
export const HeldReason = z.enum([
  'honeypot',
  'forgedToken',
  'missingToken',
  'tooFast',
  'expiredToken',
  'overusedToken',
  'linkInName',
  'linkInField',
  'gibberish',
  'addressLimit',
  'noContact',
  'formNotConfigured',
  'connectorNew',
  'corrupt',
]);
