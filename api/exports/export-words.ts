import { z } from 'zod';

export const ExportFormat = z.enum(['csv', 'xlsx']);

/** Columns that every company has; `field:ID` is a field that the company declared. */
export const ownColumns = [
  ...(['leadId', 'fullName', 'otherNames', 'salutation', 'phone', 'otherPhones', 'email', 'otherEmails'] as const),
  ...(['company', 'title', 'province', 'placeTyped', 'part', 'products', 'owner', 'tags'] as const),
  ...(['stage', 'status', 'temperature', 'score', 'source', 'campaign', 'cameBy', 'createdAt', 'createdAtIso', 'updatedAt'] as const),
  ...(['consentContact', 'consentNewsletter', 'consentAt', 'consentHow', 'answers'] as const),
] as const;

/** Columns of the list of an event, beside those of its people. */
export const eventColumns = ['registration', 'ticketCode', 'registeredAt', 'arrivedAt', 'eventForm', 'eventCampaign'] as const;

export const OwnColumn = z.enum(ownColumns);
export const EventColumn = z.enum(eventColumns);
export const ExportColumn = z.union([OwnColumn, EventColumn, z.string().regex(/^field:[\w.-]{1,64}$/)]);
