"""What each column of a worksheet may hold, as its title says.

The systems' own titles, for the languages of which we know them. A system that does not translate its titles
has written all that tell who somebody is: any other column of its sheet, such as an earlier grade, tells
nothing. In other sheets a title that is not known may be one in another language.
"""

from collections.abc import Sequence

from grader.files import folded

Keys = frozenset[str]
KEYS = ("id", "student_number", "canvas_id", "email")


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
    "Email, Mail, Email address, E-Mail-Adresse, Adresse de courriel, Courriel, Adresse e-mail, Adresse mail",
    "Adresse électronique, Dirección de correo, Dirección de correo electrónico, Dirección email, Correo",
    "Correo electrónico, Indirizzo email, Endereço de e-mail, Endereço de correio eletrónico",
    "Enderezo de correo, Enderezo de correo electrónico, Adreça electrònica, Adreça de correu",
    "Adreça de correu electrònic, E-mailadres, E-postadress, E-postadresse, E-post, Mailadresse",
    "E-mailadresse, Sähköpostiosoite, Sähköposti, Adres e-mail, E-mailová adresa, E-mail cím",
    "Адрес электронной почты, Электронная почта, Адреса електронної пошти, Електронна пошта",
    "Διεύθυνση ηλεκτρονικού ταχυδρομείου, Ηλεκτρονικό ταχυδρομείο, Διεύθυνση email, メールアドレス, 이메일",
    "이메일 주소, 电子邮件地址, 电子邮箱, 電子郵件地址, 電子郵件信箱",
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
        self._is_closed = any(those <= there for those in _ONLY_THESE)
        self.has_keys = any(map(self.keys, range(len(titles))))

    def keys(self, at: int) -> Keys:
        """What the column holds of each student; nothing, if that is not known."""
        title = self._folded[at]
        if title in _ADDRESS:
            return frozenset({"email"})
        if title in _CANVAS or (self._is_canvas and title == "id"):
            return frozenset({"canvas_id"})
        if title in _GIVEN:
            is_any = title == "id" and not self._is_closed  # a table of somebody's own
            return frozenset(KEYS if is_any else {*KEYS} - {"canvas_id"})
        return frozenset()

    def names(self) -> list[tuple[int, ...]]:
        """The columns, one or two of each name, whose titles say that they hold names."""
        first = [at for at, title in enumerate(self._folded) if title in _FIRST]
        last = [at for at, title in enumerate(self._folded) if title in _LAST and at not in first]
        full = [at for at, title in enumerate(self._folded) if title in _FULL]
        pairs: list[tuple[int, ...]] = [(one, other) for one in first for other in last]
        return [*pairs, *((at,) for at in full if not pairs or at not in (*first, *last))]

    def open(self) -> list[tuple[int, ...]]:
        """The columns, alone and beside each other, that may hold names in a language that is not known."""
        places = [at for at in range(len(self._folded)) if not self._is_closed and not self.keys(at)]
        return [*((at,) for at in places), *((at, at + 1) for at in places if at + 1 in places)]
