import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { TasksOfLeadView } from './task-view.ts';

export const tasksOfLeadRoute = defineRoute({
  id: 'tasksOfLead',
  method: 'GET',
  path: '/v1/leads/{leadId}/tasks',
  kind: 'read',
  access: 'token',
  right: 'task.read',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: NoQuery,
  answer: returns<TasksOfLeadView>(),
});

export const tasksOfLeadContract = () =>
  describeRoute(tasksOfLeadRoute, {
    tag: 'Tasks',
    summary: 'The tasks of a lead with their notes: the open ones first, by when they are due',
    example: { params: { leadId: exampleLeadId } },
    answers: { 200: json('Found', TasksOfLeadView), 422: problem('A parameter is unknown.') },
  });
