"""Areas, postcodes, the gazetteer, small areas and venues of the demonstration council."""

from datetime import date, time, timedelta

from core.actors import Actor
from demo.tables import HERE, read_table
from locations.imports.lsoas import carry_out, plan_import
from locations.models import Area, BankHoliday, Place, PostcodeGroup, VenueIndexPage, VenuePage
from locations.whereabouts import normalise_name

BATCH = 500


def load_areas():
    Area.objects.bulk_create(
        [
            Area(
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                parent_id=row["parent"] or None,
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
            )
            for row in read_table("areas")
        ],
        ignore_conflicts=True,
    )


def load_postcode_groups():
    PostcodeGroup.objects.bulk_create(
        [
            PostcodeGroup(**{**row, "latitude": float(row["latitude"]), "longitude": float(row["longitude"])})
            for row in read_table("postcode_groups")
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def load_gazetteer():
    Place.objects.bulk_create(
        [
            Place(
                name=row["name"],
                search_name=normalise_name(row["name"]),
                qualifier=row["qualifier"],
                kind=row["kind"],
                district_id=row["district_code"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                source_id=f"demo-{number}",
            )
            for number, row in enumerate(read_table("places"), start=1)
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()


def load_bank_holidays():
    """Of all three nations, as GOV.UK lists them, to the end of 2028."""
    BankHoliday.objects.bulk_create(BankHoliday(**row) for row in read_table("bank_holidays"))


def load_small_areas(now):
    """A sample of the county's small areas, with true figures: enough to show where people have far to go."""
    carry_out(plan_import(HERE / "lsoas.csv"), by=Actor.system(), now=now)


def load_venues(rng, today):
    """Real places with their true names, towns, positions and hours. What is inside them is made up."""
    index = VenueIndexPage.objects.get()
    for row in read_table("venues"):
        venue = VenuePage(
            title=row["name"],
            kind=row["kind"],
            address=row["address"],
            town=row["town"],
            postcode=row["postcode"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            position_source="hand",
            ward_id=row["ward_code"],
            district_id=row["district_code"],
            **FITTINGS[row["kind"]](row, rng),
        )
        index.add_child(instance=venue)
        for weekday, day in enumerate(DAYS):
            if row[day]:
                opens, closes = (time.fromisoformat(text) for text in row[day].split("-"))
                venue.opening_hours.create(weekday=weekday, opens=opens, closes=closes)
        christmas_eve = date(today.year - 2, 12, 24)
        venue.closures.create(
            first_on=christmas_eve,
            last_on=christmas_eve + timedelta(days=8),
            every_year=True,
            reason="Christmas and New Year",
        )
        venue.save_revision().publish()


def library(row, rng):
    main = row["name"] in ("Carlisle Library", "Kendal Library", "Barrow Library", "Workington Library")
    computers = 14 if main else rng.choice([3, 4, 4, 6, 8])
    return {
        "summary": f"{computers} computers, free wifi, and someone at the desk who can get you started.",
        "free_wifi": True,
        "public_computers": computers,
        "device_loan": main or rng.random() < 0.3,
        "step_free": rng.random() < 0.9,
        "hearing_loop": main or rng.random() < 0.6,
        "accessible_toilet": rng.random() < 0.7,
        "parking": not main and rng.random() < 0.5,
        "bus": rng.random() < 0.7 or main,
        "quiet_room": main,
    }


def library_link(row, rng):
    computers = rng.choice([1, 2, 2, 3])
    return {
        "summary": "A small library run with its community, with wifi and somewhere to sit.",
        "free_wifi": True,
        "public_computers": computers,
        "step_free": rng.random() < 0.8,
        "hearing_loop": rng.random() < 0.3,
        "accessible_toilet": rng.random() < 0.6,
        "parking": rng.random() < 0.6,
        "bus": rng.random() < 0.5,
    }


def fire_station(row, rng):
    return {
        "summary": "A warm community room with wifi and a car park. Come in by the door at the side.",
        "free_wifi": True,
        "public_computers": 0,
        "device_loan": rng.random() < 0.5,
        "step_free": True,
        "accessible_toilet": True,
        "parking": True,
        "bus": rng.random() < 0.5,
        "sessions_only": True,
    }


def learning_centre(row, rng):
    return {
        "summary": "A college with evening classes for adults.",
        "free_wifi": True,
        "public_computers": 20,
        "step_free": True,
        "hearing_loop": True,
        "accessible_toilet": True,
        "parking": True,
        "bus": True,
        "creche": rng.random() < 0.5,
        "quiet_room": True,
    }


FITTINGS = {
    "library": library,
    "library-link": library_link,
    "fire-station": fire_station,
    "learning-centre": learning_centre,
}
