import { createDocument } from 'zod-openapi';
import type { Tag } from '../../api/contract.ts';
import { contracts } from '../../api/contracts.ts';
import { configKinds } from '../../shared/config-registry/index.ts';
import { pathsOf } from './paths.ts';

/** What each chapter is, in the order of the document. */
const chapters: Readonly<Record<Tag, string>> = {
  Forms: 'For landing pages: no credentials, from the origins that the form lists.',
  Tracking: 'For web sites: no credentials; nothing without explicit consent.',
  Links: 'For people who got a mail: pages, and what their buttons do. The token in the link is the only credential.',
  Leads: 'For reps, managers and tools: a bearer token; what a caller may not see is answered 404.',
  Companies: 'The firms that leads belong to: a bearer token; what a caller may not see is answered 404.',
  Letters: 'For those who work with a person: what they write to them by mail, a bearer token; what a caller may not see is answered 404.',
  Texts: 'For those who write to people from their own phone: a bearer token; what a caller may not see is answered 404.',
  Replies: 'For those who read what people answer to mails: a bearer token; what a caller may not see is answered 404.',
  Notes: 'For those who write down what they heard: a bearer token; what a caller may not see is answered 404.',
  Calls: 'For those who call leads: a bearer token; what a caller may not see is answered 404.',
  'Held acts': 'For what cannot be undone, with ten seconds to take it back: a bearer token.',
  'Late acts': 'For what was noted without a network about a lead that went to somebody else meanwhile: a bearer token.',
  Reps: 'Who is there to take leads.',
  Tasks: 'What reps are to do about leads, and in which order.',
  Opportunities: 'For reps, leaders, managers and tools: a bearer token; what a caller may not see is answered 404.',
  Purchases: 'Orders and what happened to them, from shops and colleagues: a bearer token; what a caller may not see is answered 404.',
  Quarantine: 'For admins and managers: a bearer token; others, and what a caller may not see, are answered 404.',
  Webhooks: 'For admins: a bearer token; others are answered 404.',
  Events: 'Who registered for an event, and who came: a bearer token.',
  'Rights of a person': 'For admins: a bearer token; others are answered 404.',
  Configuration: 'For those who write the rules: a bearer token; others are answered 404.',
  Routing: 'For those who write the rules, and of a pool for those who are in it: a bearer token; others are answered 404.',
  Scoring: 'For those who write the rules: a bearer token; others are answered 404.',
  Exports: 'For those who take lists out: a bearer token; others are answered 404.',
  Connectors: 'What platforms tell: landing builders, shops, advertisements; each by a token, and nothing twice.',
  Imports: 'For those who bring lists of people or orders: a bearer token; others are answered 404.',
  Segments: 'For those who plan what leads are to get: a bearer token; others are answered 404.',
  Reports: 'For whoever has a seat: a bearer token; numbers of the leads that the caller is told of.',
  Mail: 'Whether mails to people go out, and having them go on where they are paused.',
  Sequences: 'For those who work with leads: a bearer token; who has no seat is answered 404.',
  'Spend and targets': 'For those who pay for advertising, and for whoever leads and is led: a bearer token; others are answered 404.',
  Session: 'For the console alone, at its own address: how its users sign in and out. Cookies are the only credential.',
  Documentation: 'This document.',
};

/** The API as one OpenAPI 3.1 document, made of the contracts that the functions themselves parse with. */
export function openApiDocument() {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Phễu',
      version: '1',
      description:
        'Captures leads, makes each one a clean record and routes it to a sales rep. Times are ISO 8601 in UTC, ids are opaque strings, ' +
        'errors are RFC 9457 problems. Public routes need no credentials; the others take a bearer token.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The deployment that serves this document' }],
    tags: Object.entries(chapters).map(([name, description]) => ({ name, description })),
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'ID token of the user pool; locally GET /_local/token?user=EMAIL',
        },
      },
    },
    paths: pathsOf(contracts, configKinds),
  });
}
