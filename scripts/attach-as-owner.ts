import { joinRunner } from './join-runner';

// As `attach.ts`, for the two commands that act as the owner of the tables: `npm run migrate` and `npm run operator`.

joinRunner({ asOwner: true });
