import { joinRunner } from './join-runner';

// Loaded before a process (`node --import tsx --import ./scripts/use-running-services.ts …`), this lets it work beside a running
// `npm start`. What needs the owner of the tables loads `use-running-services-as-owner.ts` in its place.

joinRunner({ asOwner: false });
