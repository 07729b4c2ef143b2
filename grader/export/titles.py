"""What each column of a worksheet may hold, as its title says.

The systems' own titles, for the languages of which we know them. A system that does not translate its titles
has written all that tell who somebody is: any other column of its sheet, such as an earlier grade, tells
nothing. In other sheets a title that is not known may be one in another language.
"""

import re
from collections.abc import Sequence
from enum import Enum

from grader.files import folded

Keys = frozenset[str]
KEYS = ("id", "student_number", "canvas_id", "email")


class Title(Enum):
    """KNOWN: it says what the column holds. UNKNOWN: it may be in another language. OTHER: none of it."""

    KNOWN = 2
    UNKNOWN = 1
    OTHER = 0


def _titles(*lists: str) -> frozenset[str]:
    return frozenset(folded(title) for one in lists for title in one.split(","))


_FULL = _titles(
    "Student, Full name, Name, Student name, Vollständiger Name, Nom complet, Nom, Nombre completo",
    "Nome completo, Nome, Volledige naam, Fullständigt namn, Fulde navn, Fullt navn, Koko nimi, Celé jméno",
    "Imię i nazwisko, Pełna nazwa, Teljes név, Полное имя, Повне ім'я, Ονοματεπώνυμο, フルネーム",
    "氏名, 全名, 姓名, 성명",
)
_FIRST = _titles(
    "First name, Given name, Forename, Vorname, Prénom, Nombre, Nome, Voornaam, Förnamn, Fornavn, Etunimi",
    "Imię, Jméno, Имя, 名",
)
_LAST = _titles(
    "Last name, Surname, Family name, Nachname, Name, Nom, Nom de famille, Apellido, Apellidos, Apellido(s)",
    "Cognome, Sobrenome, Achternaam, Efternamn, Efternavn, Etternavn, Sukunimi, Nazwisko, Příjmení, Фамилия",
    "姓",
)
# Numbers and logins that the institution gives.
_GIVEN = _titles(
    "SIS User ID, SIS Login ID, Integration ID, OrgDefinedId, Display ID, ID, ID number, Student ID, SID",
    "Student number, Matriculation number, Username, User name, User, Login, Login ID, NetID, ID-Nummer",
    "Matrikelnummer, Anmeldename, Benutzername, Numéro d'identification, Numéro d'étudiant",
    "Nom d'utilisateur, Identifiant de connexion, Número de ID, Número de identificación, Nombre de usuario",
    "Nome utente, Codice identificativo, Matricola, Número de identificação, Nome de usuário, Id-nummer",
    "Gebruikersnaam, Studentnummer, Användarnamn, Brugernavn, Brukernavn, Tunnistenumero, Käyttäjätunnus",
    "Numer ID, Nazwa użytkownika, Identifikační číslo, Uživatelské jméno",
)
_CANVAS = _titles("Canvas, Canvas ID, Canvas user ID")
_ADDRESS = _titles(
    "Email, Mail, Email address, E-Mail-Adresse, Adresse de courriel, Courriel, Adresse e-mail",
    "Dirección de correo, Dirección de correo electrónico, Correo electrónico, Correo, Indirizzo email",
    "Endereço de e-mail, E-mailadres, E-postadress, E-postadresse, Sähköpostiosoite, Adres e-mail",
    "E-mailová adresa, Adreça electrònica, Адрес электронной почты, メールアドレス",
)
_MAIL = re.compile(  # in other folded titles of them
    "mail|courriel|correo|correu|correio|epost|posta|sahkoposti|elpast|epast|почт|пошт|ηλεκτρονικ"
    "|メール|邮|郵|메일|דואר|البريد"
)
_ONLY_THESE = (  # titles that a system never translates, one of each of its sheets' kinds
    _titles("Student, ID, Section"),
    _titles("SIS Login ID"),
    _titles("SIS User ID"),
    _titles("OrgDefinedId"),
    _titles("End-of-Line Indicator"),
    _titles("Display ID"),
    _titles("usr_id, login"),
    _titles("Last Name, First Name, Username, Availability"),
)


class Titles:
    """The titles of a sheet's columns before the grade."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._folded = [folded(title) for title in titles]
        there = {*self._folded}
        self._is_canvas = {"student", "id"} <= there and bool(there & {"section", "sisuserid", "sisloginid"})
        self._rest = Title.OTHER if any(those <= there for those in _ONLY_THESE) else Title.UNKNOWN

    def of_key(self, at: int, key: str) -> Title:
        """Whether the column may hold students' `key`. A field of somebody's own may have an address, too: a
        title is known only if it is the system's."""
        title = self._folded[at]
        if title in _ADDRESS or _MAIL.search(title):
            is_known = Title.KNOWN if title in _ADDRESS else self._rest
            return is_known if key == "email" else Title.OTHER
        if title in _CANVAS or (self._is_canvas and title == "id"):
            return {"canvas_id": Title.KNOWN, "id": Title.UNKNOWN}.get(key, Title.OTHER)
        if title in _GIVEN:
            is_any = title == "id" and self._rest is Title.UNKNOWN  # a table of somebody's own
            return Title.KNOWN if key != "canvas_id" or is_any else Title.OTHER
        return Title.OTHER if title in _FULL | _FIRST | _LAST else self._rest

    def of_names(self) -> list[tuple[int, ...]]:
        """The columns, one or two of each name, whose titles say that they hold names."""
        first = [at for at, title in enumerate(self._folded) if title in _FIRST]
        last = [at for at, title in enumerate(self._folded) if title in _LAST and at not in first]
        full = [at for at, title in enumerate(self._folded) if title in _FULL]
        pairs: list[tuple[int, ...]] = [(one, other) for one in first for other in last]
        return [*pairs, *((at,) for at in full if not pairs or at not in (*first, *last))]

    def other_names(self) -> list[tuple[int, ...]]:
        """The columns, alone and beside each other, that may hold names in a language that is not known."""
        if self._rest is Title.OTHER:
            return []
        alone: list[tuple[int, ...]] = [(at,) for at in range(len(self._folded))]
        return alone + [(at, at + 1) for at in range(len(self._folded) - 1)]
