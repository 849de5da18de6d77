import { joinRunner } from './join-runner';

// The same as `use-running-services.ts`, for the two commands that act as the owner of the tables: `npm run migrate` and
// `npm run operator`.

joinRunner({ asOwner: true });
