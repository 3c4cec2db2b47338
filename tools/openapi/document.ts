import { createDocument } from 'zod-openapi';
import { contracts } from '../../api/contracts.ts';
import { configKinds } from '../../shared/config-registry/index.ts';
import { pathsOf } from './paths.ts';

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
    tags: [
      { name: 'Forms', description: 'For landing pages: no credentials, from the origins that the form lists.' },
      { name: 'Tracking', description: 'For web sites: no credentials; nothing without explicit consent.' },
      {
        name: 'Links',
        description: 'For people who got a mail: pages, and what their buttons do. The token in the link is the only credential.',
      },
      { name: 'Leads', description: 'For reps, managers and tools: a bearer token; what a caller may not see is answered 404.' },
      { name: 'Companies', description: 'The firms that leads belong to: a bearer token; what a caller may not see is answered 404.' },
      {
        name: 'Notes',
        description: 'For those who write down what they heard: a bearer token; what a caller may not see is answered 404.',
      },
      { name: 'Calls', description: 'For those who call leads: a bearer token; what a caller may not see is answered 404.' },
      { name: 'Reps', description: 'Who is there to take leads.' },
      { name: 'Tasks', description: 'What reps are to do about leads, and in which order.' },
      {
        name: 'Opportunities',
        description: 'For reps, leaders, managers and tools: a bearer token; what a caller may not see is answered 404.',
      },
      {
        name: 'Purchases',
        description:
          'Orders and what happened to them, from shops and colleagues: a bearer token; what a caller may not see is answered 404.',
      },
      {
        name: 'Quarantine',
        description: 'For admins and managers: a bearer token; others, and what a caller may not see, are answered 404.',
      },
      { name: 'Rights of a person', description: 'For admins: a bearer token; others are answered 404.' },
      { name: 'Configuration', description: 'For those who write the rules: a bearer token; others are answered 404.' },
      {
        name: 'Routing',
        description: 'For those who write the rules, and of a pool for those who are in it: a bearer token; others are answered 404.',
      },
      { name: 'Scoring', description: 'For those who write the rules: a bearer token; others are answered 404.' },
      { name: 'Imports', description: 'For those who bring lists of people or orders: a bearer token; others are answered 404.' },
      { name: 'Segments', description: 'For those who plan what leads are to get: a bearer token; others are answered 404.' },
      { name: 'Sequences', description: 'For those who work with leads: a bearer token; who has no seat is answered 404.' },
      {
        name: 'Session',
        description: 'For the console alone, at its own address: how its users sign in and out. Cookies are the only credential.',
      },
      { name: 'Documentation', description: 'This document.' },
    ],
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
