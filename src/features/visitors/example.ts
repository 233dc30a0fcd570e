/** A file with one visitor, with every field that there is. */
export const EXAMPLE = `[
  {
    "name": "Mia",
    "did": "19393572368547369350319949416899715727",
    "mcid": null,
    "partnerIds": { "903": "n-174402" },
    "region": 6,
    "gdprApplies": true,
    "consent": null,
    "qualifications": [{ "segmentId": 1021, "at": "2026-11-20T08:00:00Z" }]
  }
]`
