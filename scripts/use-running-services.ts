import { joinRunner } from './join-runner';

// Preloaded into a process (`node --import tsx --import ./scripts/use-running-services.ts …`), this lets it work beside a
// running `npm start`. Commands that need the owner of the tables load `use-running-services-as-owner.ts` instead.

joinRunner({ asOwner: false });
